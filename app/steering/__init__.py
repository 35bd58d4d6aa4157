"""Sliders: directions in a model's hidden states, made, tried and kept on this machine."""

from app.steering.axes import Axes, Axis, read_axes
from app.steering.making import VARIANTS, MadeSlider, Making, make_slider, preview
from app.steering.sliders import SliderService
from app.steering.store import Slider, SliderStore

__all__ = [
    "VARIANTS",
    "Axes",
    "Axis",
    "MadeSlider",
    "Making",
    "Slider",
    "SliderService",
    "SliderStore",
    "make_slider",
    "preview",
    "read_axes",
]
