import { execFileSync } from 'node:child_process';
import { join } from 'node:path';

/** One PostgreSQL for this test run, on which `testDatabase` makes databases; and the programs of the system that tests use. */
export default function globalSetup({ rootDir }: { rootDir: string }): void {
  for (const script of ['install-test-tools.sh', 'install-sandbox.sh'])
    execFileSync(join(rootDir, 'deploy', script), { stdio: ['ignore', 'ignore', 'inherit'] });
  const program = join(rootDir, 'test/support/postgres-process.ts');
  process.env.TEST_POSTGRES = execFileSync(process.execPath, [program, 'start', String(process.pid)], { encoding: 'utf8' });
}
