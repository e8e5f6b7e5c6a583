"""Speech: acts, who performs them, about what and how strongly."""
