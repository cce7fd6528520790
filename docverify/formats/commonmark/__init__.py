"""Markdown as its authors mean it: CommonMark with tables, and the containers of the common site generators."""
