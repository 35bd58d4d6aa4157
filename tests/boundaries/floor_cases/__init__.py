"""Cases for the floor, composed from lists at run time: cues of age and neutral cues of romance, nothing explicit.

``first``, ``second`` and ``third`` taught the detector what its signs weigh.  ``apart`` was written by somebody who saw
neither it nor them, and was used once, to measure; what it gave then stands in the README.
"""
