"""The page of ``lvebm preview``: a chapter as it is on disk now, drawn by a process kept warm."""
