"""The ledger: the only room that speaks SQL. One file, contest.db, that stands when somebody objects."""
