import { getDirective, MapperKind, mapSchema } from '@graphql-tools/utils';
import {
  defaultFieldResolver,
  getNamedType,
  isAbstractType,
  isCompositeType,
  isObjectType,
  Kind,
  type DocumentNode,
  type GraphQLField,
  type GraphQLFieldConfig,
  type GraphQLObjectType,
  type GraphQLSchema,
} from 'graphql';
import { audit } from '../audit/audit-log.ts';
import { isNobody } from '../auth/auth.ts';
import { hasScope } from '../auth/scopes.ts';
import type { Context, Viewer } from '../context.ts';
import { ForbiddenError, UnauthenticatedError } from '../errors.ts';

/** Scopes that let one change what all share. */
const PRIVILEGED = /^(engine|actors:write|\w+:admin)$/;

interface Rule {
  scope: string;
  /** The argument that names the agent whose things are meant. */
  agent?: string;
}

/**
 * Holds `@requires` before a resolver is called, on every surface, and sees to it that what only some may do is audited. A subscription ends when its viewer's credential does.
 * @throws {Error} at start, for a root field without a rule, and for a field that leads from one domain's things to another's without one.
 */
export function withAuthority(schema: GraphQLSchema): GraphQLSchema {
  refuseGaps(schema);
  return mapSchema(schema, {
    [MapperKind.OBJECT_FIELD]: (field, name, typeName) => {
      const rule = getDirective(schema, field, 'requires')?.[0] as Rule | undefined;
      if (!rule) return field;
      const { resolve = defaultFieldResolver, subscribe } = field;
      const isAct = typeName === schema.getMutationType()?.name && PRIVILEGED.test(rule.scope);
      return {
        ...field,
        resolve: (source, args: Record<string, unknown>, context: Context, info) => {
          // an item of a stream was let through where the stream began
          if (!subscribe) check(rule, args, context.viewer);
          return isAct ? act(name, args, context, () => resolve(source, args, context, info)) : resolve(source, args, context, info);
        },
        ...(subscribe && {
          subscribe: async (source: unknown, args: Record<string, unknown>, context: Context, info: Parameters<typeof subscribe>[3]) => {
            check(rule, args, context.viewer);
            const items = (await subscribe(source, args, context, info)) as AsyncIterator<unknown>;
            return context.auth.whileSignedIn(context.viewer, items);
          },
        }),
      } satisfies GraphQLFieldConfig<unknown, Context, Record<string, unknown>>;
    },
  });
}

/** Does what only some may. What puts no act into the audit log itself is put there by its name. */
async function act(name: string, args: Record<string, unknown>, context: Context, work: () => unknown): Promise<unknown> {
  const before = context.acts.count;
  const result = await work();
  if (context.acts.count === before) {
    const target = [args.id, args.name, args.path, args.agentId].find((value) => typeof value === 'string');
    await audit(context, { action: name, target: target?.slice(0, 256) ?? '' });
  }
  return result;
}

/** @throws {UnauthenticatedError} when nobody is signed in. @throws {ForbiddenError} when the viewer may not. */
function check({ scope, agent }: Rule, args: Record<string, unknown>, viewer: Viewer): void {
  if (hasScope(viewer, scope)) return;
  if (isNobody(viewer)) throw notSignedIn(viewer);
  if (viewer.agentId === undefined)
    throw new ForbiddenError(
      scope === 'engine'
        ? 'Only the engine may read this: it shows ENGINE_INTERNAL_TOKEN, or a service key'
        : `This needs the scope ${scope}`,
    );
  if (agent === undefined || args[agent] !== viewer.agentId)
    throw new ForbiddenError(`The key of agent ${viewer.agentId} reaches only what belongs to this agent`);
}

export function notSignedIn({ refusal }: Pick<Viewer, 'refusal'>): UnauthenticatedError {
  return new UnauthenticatedError(refusal ?? 'Authentication required: send Authorization: Bearer with an access token or an API key');
}

/** Whether one who is not signed in may send an operation: all that it asks for is open. Decided before anything is executed. */
export function isOpen(schema: GraphQLSchema, document: DocumentNode): boolean {
  return document.definitions.every((definition) => {
    if (definition.kind === Kind.FRAGMENT_DEFINITION) return !isRoot(schema, definition.typeCondition.name.value);
    if (definition.kind !== Kind.OPERATION_DEFINITION) return false;
    const root = schema.getRootType(definition.operation);
    return definition.selectionSet.selections.every(
      (selection) =>
        selection.kind === Kind.FIELD &&
        (selection.name.value === '__typename' || isOpenField(root?.getFields()[selection.name.value]?.astNode)),
    );
  });
}

function isRoot(schema: GraphQLSchema, name: string): boolean {
  return roots(schema).some((root) => root.name === name);
}

function isOpenField(astNode: GraphQLFieldConfig<unknown, unknown>['astNode']): boolean {
  return astNode?.directives?.some(({ name }) => name.value === 'open') ?? false;
}

function roots(schema: GraphQLSchema): GraphQLObjectType[] {
  return [schema.getQueryType(), schema.getMutationType(), schema.getSubscriptionType()].filter((type) => type != null);
}

/**
 * Every root field has a rule. What a type is guarded by where it is a root field's answer (`runs` for `Run`) guards it everywhere: a
 * field that leads there from something of another domain has to say what it requires.
 */
function refuseGaps(schema: GraphQLSchema): void {
  const gaps: string[] = [];
  const isStated = (field: GraphQLField<unknown, unknown>) =>
    ['requires', 'open'].some((name) => getDirective(schema, field, name)?.[0] !== undefined);
  const fields = roots(schema).flatMap((root) =>
    Object.values(root.getFields()).map((field) => {
      const rule = getDirective(schema, field, 'requires')?.[0] as Rule | undefined;
      const open = getDirective(schema, field, 'open')?.[0] !== undefined;
      if (open === (rule !== undefined)) gaps.push(`${root.name}.${field.name} must say @requires or @open`);
      if (rule?.agent !== undefined && !field.args.some(({ name }) => name === rule.agent))
        gaps.push(`${root.name}.${field.name} has no argument ${rule.agent}`);
      return { field, domain: rule?.scope.split(':')[0] ?? 'open' };
    }),
  );
  const guards = new Map<string, Set<string>>();
  for (const { field, domain } of fields) {
    const type = getNamedType(field.type);
    if (!isCompositeType(type)) continue;
    const { name } = type;
    guards.set(name, (guards.get(name) ?? new Set()).add(domain));
  }
  for (const { field, domain } of fields) {
    const seen = new Set<string>();
    const visit = (path: string, name: string): void => {
      const type = schema.getType(name);
      if (seen.has(name) || !type) return;
      seen.add(name);
      const guard = guards.get(name);
      if (guard && !guard.has(domain))
        return void gaps.push(`${path} leads from ${domain} to ${[...guard].join('/')}: it must say @requires`);
      const types = isAbstractType(type) ? schema.getPossibleTypes(type) : isObjectType(type) ? [type] : [];
      for (const object of types)
        for (const member of Object.values(object.getFields()))
          if (!isStated(member)) visit(`${object.name}.${member.name}`, getNamedType(member.type).name);
    };
    visit(field.name, getNamedType(field.type).name);
  }
  if (gaps.length > 0) throw new Error(`The schema has fields without a rule:\n${[...new Set(gaps)].join('\n')}`);
}
