"""The boundaries sheet: the dial, topics, the scene, rest and the minors filter."""
