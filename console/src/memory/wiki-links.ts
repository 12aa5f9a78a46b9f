interface File {
  path: string;
  title?: string | null;
}

/** Makes Markdown links of `[[Title]]` and `[[path|as it reads]]`, where a note of the vault is meant; others stay as they are. */
export function withWikiLinks(text: string, vault: string, files: readonly File[]): string {
  const named = new Map<string, File>();
  for (const file of files) {
    const path = file.path.replace(/\.md$/, '');
    for (const name of [path, path.split('/').at(-1) ?? '', file.title ?? '']) if (name) named.set(name.toLowerCase(), file);
  }
  return text.replace(/\[\[([^[\]|#]+)(?:#[^[\]|]*)?(?:\|([^[\]]+))?\]\]/g, (whole, target: string, alias?: string) => {
    const file = named.get(target.trim().replace(/\.md$/, '').toLowerCase());
    return file ? `[${(alias ?? target).trim()}](/memory/${encodeURIComponent(vault)}?file=${encodeURIComponent(file.path)})` : whole;
  });
}
