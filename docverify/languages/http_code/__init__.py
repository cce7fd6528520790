"""What raw HTTP on a page means: requests and responses, with their headers and bodies."""
