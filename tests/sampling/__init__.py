"""The sample inbox, made from nothing: mails in every client's manner and small real videos.

``clips`` films, ``mail`` says what a mail is, ``wire`` writes its bytes, ``webmail``, ``desktop``
and ``machines`` know the manners of the clients, ``first_weeks``, ``final_week``,
``last_day``, ``afterwards`` and ``boxes`` hold what was sent, and ``inbox`` is the table of it all.
"""
