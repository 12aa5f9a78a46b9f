-- What agents did and when: found in the log by the few kinds of events that say so.

create index events_of_lifecycle on events (position) where type in (
  'step_started', 'step_complete', 'step_failed', 'step_cancelled', 'reply_started', 'reply_complete', 'reply_failed', 'reply_aborted',
  'task_claimed', 'pulse_started'
);
