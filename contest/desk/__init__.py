"""The use cases, one file for each verb of an organiser. No SQL, no FFmpeg, no terminal."""
