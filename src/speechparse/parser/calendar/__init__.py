"""When: days, dates, deadlines and periods. Knows no speech."""
