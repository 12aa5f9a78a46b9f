/** Cuts Markdown where a new block begins at the left margin; what is fenced or indented stays with what is above it. Joined it is the text. */
export function paragraphs(text: string): string[] {
  const found: string[] = [];
  let isFenced = false;
  let isAfterBlank = false;
  let begin = 0;
  for (let at = 0; at < text.length;) {
    const newline = text.indexOf('\n', at);
    const end = newline < 0 ? text.length : newline + 1;
    const line = text.slice(at, end);
    if (isAfterBlank && !isFenced && /^\S/.test(line)) {
      found.push(text.slice(begin, at));
      begin = at;
    }
    if (/^ {0,3}(```|~~~)/.test(line)) isFenced = !isFenced;
    isAfterBlank = line.trim() === '';
    at = end;
  }
  return [...found, text.slice(begin)];
}
