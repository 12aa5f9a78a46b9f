// Finds a Node that runs this project's TypeScript as it is (22.18 or newer): the running one, or the one npm installed beside us.
// Old-style JavaScript on purpose: this file must also run on the Node it replaces.
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Lowest Node version that strips types without a flag. */
const OLDEST = [22, 18];

function isNewEnough(version) {
  const parts = version.split('.').map(Number);
  return parts[0] > OLDEST[0] || (parts[0] === OLDEST[0] && parts[1] >= OLDEST[1]);
}

/**
 * Where Node keeps what it compiled, so that the next start is quicker: beside the program, since whoever can write there could change the
 * program, too. `NODE_COMPILE_CACHE` names another place.
 */
export const COMPILE_CACHE =
  process.env.NODE_COMPILE_CACHE || join(dirname(fileURLToPath(import.meta.url)), '../node_modules/.cache/compiled');

/** Path of a Node executable that is new enough; exits with a sentence that says what to install when there is none. */
export function findNode() {
  if (isNewEnough(process.versions.node)) return process.execPath;
  const name = 'node-' + (process.platform === 'win32' ? 'win' : process.platform) + '-' + process.arch;
  try {
    const folder = dirname(createRequire(import.meta.url).resolve(name + '/package.json'));
    const binary = join(folder, 'bin', process.platform === 'win32' ? 'node.exe' : 'node');
    if (existsSync(binary)) return binary;
  } catch {
    // not installed: said below
  }
  console.error(
    'djinnbot needs Node ' +
      OLDEST.join('.') +
      ' or newer; this is ' +
      process.versions.node +
      ' and the package ' +
      name +
      ' is not installed.\nRun `npm ci` without --omit=optional, or install Node 24 from https://nodejs.org.',
  );
  process.exit(1);
}
