"""The ledger: the only room that speaks SQL. One file, contest.db, which stands when somebody
objects."""
