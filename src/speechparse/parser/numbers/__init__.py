"""How much: amounts with units, and the goals that they state. Knows no speech."""
