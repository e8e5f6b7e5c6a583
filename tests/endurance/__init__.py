"""What a store lives through: kills, a full disk, second writers, flipped bits. ``make crash`` runs it at length."""
