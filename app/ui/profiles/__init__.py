"""Who the person is: profiles to choose from."""
