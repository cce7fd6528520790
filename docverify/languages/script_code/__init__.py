"""What Ruby, Perl, PHP and SQL have in common: where statements end, what comments claim, and how runs end."""
