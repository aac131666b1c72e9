"""Where each actor stands among its contacts and on the paths of others."""
