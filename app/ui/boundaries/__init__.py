"""The boundaries sheet: the dial, topics, the scene, rest and the floor."""
