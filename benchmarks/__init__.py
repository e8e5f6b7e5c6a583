"""Measurements, as ratios against named peers or limits in the same run."""
