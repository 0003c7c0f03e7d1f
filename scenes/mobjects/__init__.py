"""What is drawn: mobjects that get plain numbers and know only the look."""
