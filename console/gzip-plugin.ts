import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { constants, gzip } from 'node:zlib';
import type { Plugin } from 'vite';

/** Lays a `.gz` beside each script and style sheet, so that a server sends them small without compressing anything itself. */
export function gzipAssets(): Plugin {
  return {
    name: 'gzip-assets',
    apply: 'build',
    async writeBundle({ dir = '' }) {
      const assets = join(dir, 'assets');
      const names = (await readdir(assets)).filter((name) => /\.(js|css)$/.test(name));
      await Promise.all(
        names.map(async (name) => {
          const small = await promisify(gzip)(await readFile(join(assets, name)), { level: constants.Z_BEST_COMPRESSION });
          await writeFile(join(assets, `${name}.gz`), small);
        }),
      );
    },
  };
}
