"""contest.toml → Rulebook, every problem at once; and a new contest.toml with everything explained.

``folder`` finds the file, ``load`` reads it, ``problems`` says what is wrong, ``write`` makes a new
one. Nothing is imported here: checking a single title needs none of it.
"""
