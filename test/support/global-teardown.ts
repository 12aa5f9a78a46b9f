import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** Stops and removes what `global-setup.ts` started. */
export default function globalTeardown({ rootDir }: { rootDir: string }): void {
  execFileSync(process.execPath, [join(rootDir, 'test/support/postgres-process.ts'), 'stop', process.env.TEST_POSTGRES ?? '']);
}
