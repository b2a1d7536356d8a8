"""Names of people and organisations, and whom a speech addresses. Knows no speech."""
