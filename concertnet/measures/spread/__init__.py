"""How answers spread: consensus, the part between sectors, what must stay hidden."""
