/** A variable: two braces, letters, digits and underscores, no spaces. Anything else between braces is literal text. */
const VARIABLE = /\{\{(\w+)\}\}/g;
const IF = /\{%\s*if\s+(\w+)\s*%\}/g;
const ENDIF = /\{%\s*endif\s*%\}/g;

/** Variables that exist without a step putting them out. */
const BUILT_IN = new Set([
  'task_description',
  'human_context',
  'project_name',
  'project_id',
  'current_item',
  'completed_items',
  'progress_file',
]);

/**
 * Fills a template in. `{{name}}` becomes the variable's value, nothing when it is unknown; values are not expanded again.
 * `{% if name %}…{% endif %}` keeps its content when the variable is not blank. Conditions do not nest and have no else: the first
 * `endif` closes, and whatever else looks like a tag stays as it is. Conditions are resolved before variables.
 */
export function renderTemplate(template: string, variables: Readonly<Record<string, string>>): string {
  return resolveConditions(template, variables).replace(VARIABLE, (_match, name: string) => valueOf(variables, name));
}

/** Names that a template uses and neither a step's outputs nor the run itself provide. */
export function unknownVariables(template: string, outputs: readonly string[]): string[] {
  const used = [...template.matchAll(VARIABLE), ...template.matchAll(IF)].map((match) => match[1] ?? '');
  return [...new Set(used)].filter((name) => !BUILT_IN.has(name) && !outputs.includes(name));
}

/** One pass from left to right, so that a template of any size costs its length. */
function resolveConditions(template: string, variables: Readonly<Record<string, string>>): string {
  let result = '';
  let position = 0;
  for (;;) {
    IF.lastIndex = position;
    const open = IF.exec(template);
    if (!open) break;
    ENDIF.lastIndex = IF.lastIndex;
    const close = ENDIF.exec(template);
    if (!close) break;
    result += template.slice(position, open.index);
    if (valueOf(variables, open[1] ?? '').trim() !== '') result += template.slice(open.index + open[0].length, close.index);
    position = close.index + close[0].length;
  }
  return result + template.slice(position);
}

function valueOf(variables: Readonly<Record<string, string>>, name: string): string {
  return Object.hasOwn(variables, name) ? (variables[name] ?? '') : '';
}
