import { getDirective, MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  defaultFieldResolver,
  getNamedType,
  isInputObjectType,
  type GraphQLFieldConfig,
  type GraphQLInputType,
  type GraphQLSchema,
} from 'graphql';
import { BadUserInputError, type InputIssue } from '../errors.ts';

interface Range {
  min?: number;
  max?: number;
  /** Not in the range itself. */
  above?: number;
}

/**
 * Checks arguments before a resolver is called, on every surface: numbers against their `@range`, and text for U+0000, which no name has
 * and PostgreSQL does not store.
 */
export function withInputChecks(schema: GraphQLSchema): GraphQLSchema {
  return mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (field) => {
      const checks = checksOf(schema, field);
      if (checks.length === 0) return field;
      const { resolve = defaultFieldResolver, subscribe } = field;
      const guard = (args: Record<string, unknown>) => {
        const issues = checks.flatMap((check) => check(args));
        if (issues.length > 0) throw new BadUserInputError(issues.map(({ rule }) => rule).join('; '), issues);
      };
      return {
        ...field,
        resolve: (source, args: Record<string, unknown>, context, info) => {
          guard(args);
          return resolve(source, args, context, info);
        },
        ...(subscribe && {
          subscribe: (source: unknown, args: Record<string, unknown>, context: unknown, info: Parameters<typeof subscribe>[3]) => {
            guard(args);
            return subscribe(source, args, context, info);
          },
        }),
      };
    },
  });
}

type Check = (args: Record<string, unknown>) => InputIssue[];

function checksOf(schema: GraphQLSchema, field: GraphQLFieldConfig<unknown, unknown>): Check[] {
  return Object.entries(field.args ?? {}).flatMap(([name, argument]) => {
    const range = getDirective(schema, argument, 'range')?.[0] as Range | undefined;
    const ranges: Check[] = range ? [(args) => outside(name, args[name], range)] : [];
    const texts: Check[] = holdsText(argument.type) ? [(args) => unstorable(name, args[name])] : [];
    return [...ranges, ...texts, ...inputChecks(schema, name, argument.type)];
  });
}

function inputChecks(schema: GraphQLSchema, argument: string, type: GraphQLInputType): Check[] {
  const named = getNamedType(type);
  if (!isInputObjectType(named)) return [];
  return Object.values(named.getFields()).flatMap((inputField) => {
    const range = getDirective(schema, inputField, 'range')?.[0] as Range | undefined;
    if (!range) return [];
    const check: Check = (args) =>
      outside(inputField.name, (args[argument] as Record<string, unknown> | null | undefined)?.[inputField.name], range);
    return [check];
  });
}

/** Whether there may be text in a value; what is in JSON and files is for those who store them. */
function holdsText(type: GraphQLInputType): boolean {
  const named = getNamedType(type);
  return isInputObjectType(named) || named.name === 'String' || named.name === 'ID';
}

function unstorable(path: string, value: unknown): InputIssue[] {
  if (typeof value === 'string') return value.includes('\0') ? [{ path, rule: `${path} must not contain U+0000` }] : [];
  if (Array.isArray(value)) return value.flatMap((item, index) => unstorable(`${path}[${index}]`, item));
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) return [];
  return Object.entries(value).flatMap(([name, member]) => unstorable(name, member));
}

function outside(path: string, value: unknown, { min, max, above }: Range): InputIssue[] {
  if (typeof value === 'number' && above !== undefined && value <= above) return [{ path, rule: `${path} must be more than ${above}` }];
  if (typeof value !== 'number' || ((min === undefined || value >= min) && (max === undefined || value <= max))) return [];
  const rule =
    max === undefined
      ? `${path} must be ${min} or more`
      : min === undefined
        ? `${path} must be ${max} or less`
        : `${path} must be from ${min} to ${max}`;
  return [{ path, rule }];
}
