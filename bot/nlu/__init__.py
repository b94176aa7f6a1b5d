"""Understanding. Import the module you need: the data (`understanding`) never drags spaCy along."""
