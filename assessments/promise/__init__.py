"""Who was promised to see what, in plain Python: one look in, a yes or a `Withheld` out. Nothing here has a default.

`audience` who may see what, from narrow to wide · `stage` how far a round has come · `reader` who is looking · `look`
the three together, and whether the reader was promised · `rules` what such a look may see · `withheld` why it may not.
What can be known from so few people is another question: `assessments.measurement.knowable`.
"""
