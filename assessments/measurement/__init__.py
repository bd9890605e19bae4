"""How answers become numbers, and which numbers can be known: plain Python and numpy, usable without Django.

`instrument` what is asked · `scoring` answers to a score · `pairs` two views to a pair · `zones` where a pair
sits · `spectrum` a whole team as one value · `gap_sources` where a gap
comes from · `moves` from round to round · `reliability` how good the answers
are · `round_robin` what is about the rater, the rated, the two · `quality` careless patterns · `knowable` what
can be known at which size · `simulation` made-up teams. Scores are percent of the possible range (0..100) throughout.
"""
