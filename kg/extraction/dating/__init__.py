"""Dating: days and periods as statements write them, and what names meant on a day."""
