"""Small values between data and formulas, so that a formula knows nothing of where data came from.

The way in: `door` (what may be asked of a network, what measures take), `guards` (what must hold
before one is measured, readers of arguments), `grouping` and `from_networkx` (labels and graphs as
users have them), `arrays` (types and helpers).

Of space: `graph` (ties, actors in groups), `mixing` (ties between groups), `contacts` (ties of each
actor to each group), `weights`, `connected_parts`, `group_pairs`, `formula`.

Of time: `spells` (holder, start, end), `observed` (what data cover), `exposure` (time at risk),
`durations` (entry, exit, ended), `actor_lives`, `pair_histories` (pair, level, start, end).

Of seats: `seat_places` (instance and actor of each seat), `sittings` (member x instance),
`mandates_in_force` (seat, person, start, end), `representation` (who sits for whom), `seat_lives`
(seats through time, in groups, and who succeeds whom).

Of any measure: `answers` (what it answers with), `progress` (how long work is told).
"""
