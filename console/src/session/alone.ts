const NAME = 'djinnbot-session';
const LEASE_MS = 10_000;
const SETTLE_MS = 60;

/** Does something while no other tab of this browser does it. */
export function alone<T>(work: () => Promise<T>): Promise<T> {
  // pages that came over plain HTTP from another machine have no locks
  return (navigator.locks as LockManager | undefined) ? navigator.locks.request(NAME, work) : leased(work);
}

/** As well as it goes without locks: whoever wrote the lease last has it. */
async function leased<T>(work: () => Promise<T>): Promise<T> {
  const me = Math.random().toString(36);
  for (;;) {
    const [, until] = read();
    if (Date.now() > until) localStorage.setItem(NAME, `${me} ${Date.now() + LEASE_MS}`);
    await new Promise((resolve) => setTimeout(resolve, SETTLE_MS));
    if (read()[0] === me) break;
  }
  try {
    return await work();
  } finally {
    if (read()[0] === me) localStorage.removeItem(NAME);
  }
}

function read(): [owner: string, until: number] {
  const [owner = '', until = '0'] = (localStorage.getItem(NAME) ?? '').split(' ');
  return [owner, Number(until)];
}
