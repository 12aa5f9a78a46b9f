interface ScrubberProps {
  /** How many events there are. */
  length: number;
  moment: number | null;
  goTo: (moment: number | null) => void;
}

/** Goes to any moment of a run: each step of the slider is one event of its log. */
export function Scrubber({ length, moment, goTo }: ScrubberProps) {
  return (
    <div className="scrubber">
      <label htmlFor="moment">Moment</label>
      <input
        id="moment"
        type="range"
        min={0}
        max={length}
        value={moment ?? length}
        aria-valuetext={moment === null ? 'now' : `after ${moment} of ${length} events`}
        onChange={(event) => goTo(Number(event.target.value) >= length ? null : Number(event.target.value))}
      />
      <output htmlFor="moment">{moment === null ? `${length} events` : `${moment} / ${length}`}</output>
      <button type="button" disabled={moment === null} onClick={() => goTo(null)}>
        Now
      </button>
    </div>
  );
}
