import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { renderTemplate, unknownVariables } from '../../../src/pipelines/template.ts';

const variables = { x: 'X', y_2: 'Y', blank: ' \n', zero: '0', empty: '', tag: '{{x}}{% if x %}', dollars: "$& $1 $' $$" };

describe('a template', () => {
  it.each([
    ['a variable becomes its value', 'a {{x}}{{y_2}} b', 'a XY b'],
    ['an unknown variable is empty', 'a {{nothing}} b', 'a  b'],
    ['a name that every object has is unknown', '[{{constructor}}{{__proto__}}{{toString}}]', '[]'],
    ['spaces, paths and filters are literal text', '{{ x }} {{a.b}} {{x|upper}} {{x-y}} {{}}', '{{ x }} {{a.b}} {{x|upper}} {{x-y}} {{}}'],
    ['a third brace is literal text', '{{{x}}}', '{X}'],
    ['values are not expanded again', '{{tag}}', '{{x}}{% if x %}'],
    ['values are taken as they are', '{{dollars}}', "$& $1 $' $$"],
    ['a condition keeps its content', 'a{% if x %} {{x}} {% endif %}b', 'a X b'],
    ['a condition drops its content', 'a{% if nothing %} {{x}} {% endif %}b', 'ab'],
    ['blank and empty are false', '{% if blank %}1{% endif %}{% if empty %}2{% endif %}', ''],
    ['zero is true', '{% if zero %}1{% endif %}', '1'],
    ['spaces in tags are free', '{%if x%}1{%   endif%}{%\tif\nx %}2{% endif   %}', '12'],
    ['line breaks around tags stay', 'a\n{% if x %}\nb\n{% endif %}\nc', 'a\n\nb\n\nc'],
    ['one condition follows another', '{% if x %}1{% endif %}{% if nothing %}2{% endif %}{% if y_2 %}3{% endif %}', '13'],
    ['the first endif closes, the next is text', '{% if x %}1{% if y_2 %}2{% endif %}3{% endif %}', '1{% if y_2 %}23{% endif %}'],
    ['the first endif closes, also of a false one', '{% if empty %}1{% if x %}2{% endif %}3{% endif %}', '3{% endif %}'],
    ['else is literal text in a true condition', '{% if x %}1{% else %}2{% endif %}', '1{% else %}2'],
    ['else goes with a false condition', '{% if empty %}1{% else %}2{% endif %}', ''],
    ['an if without an end is text', '{% if x %}1 {{x}}', '{% if x %}1 X'],
    ['not, comparisons and dashes are text', '{% if not x %}{% if x == 1 %}{%- if x -%}', '{% if not x %}{% if x == 1 %}{%- if x -%}'],
    ['nothing is nothing', '', ''],
  ])('%s', (_name, template, text) => {
    expect(renderTemplate(template, variables)).toBe(text);
  });

  it('without braces is itself, whatever the variables are', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.dictionary(fc.string(), fc.string()), (text, values) => {
        fc.pre(!/[{}]/.test(text));

        expect(renderTemplate(text, values)).toBe(text);
      }),
    );
  });

  it('of any size costs its length', () => {
    const size = 50_000;

    expect(renderTemplate('{% if x %}'.repeat(size), {})).toHaveLength(10 * size);
    expect(renderTemplate('{% if x %}{% endif %}'.repeat(size), {})).toBe('');
    expect(renderTemplate(`{%${' '.repeat(size)}`.repeat(20), {})).toHaveLength(20 * (size + 2));
  });

  it('names what neither a step nor the run provides, once', () => {
    const template = '{{plan}} {{nix}} {{nix}} {% if maybe %}{{task_description}}{% endif %} {{current_item}} {{ spaced }}';

    expect(unknownVariables(template, ['plan'])).toEqual(['nix', 'maybe']);
  });
});
