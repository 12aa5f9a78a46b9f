import { audit } from '../audit/audit-log.ts';
import type { Context } from '../context.ts';
import { BadRequestError, BadUserInputError, ConflictError, NotFoundError, UnauthenticatedError } from '../errors.ts';
import { newId } from '../ids.ts';
import { inTransaction } from '../store/transaction.ts';
import { userIdOf } from './auth.ts';
import { checkPassword, hashPassword, verifyPassword } from './passwords.ts';

/** A person who can sign in. */
export interface User {
  id: string;
  /** Lower case. */
  email: string;
  displayName: string | null;
  isAdmin: boolean;
  isActive: boolean;
  totpEnabled: boolean;
  slackId: string | null;
  /** Epoch milliseconds. */
  createdAt: number;
  lastLoginAt: number | null;
}

/** Whether people sign in, and whether anybody can. */
export interface AuthStatus {
  authEnabled: boolean;
  setupComplete: boolean;
}

const USER = `id, email, display_name as "displayName", is_admin as "isAdmin", is_active as "isActive", totp_active as "totpEnabled",
  slack_id as "slackId", created_at as "createdAt", last_login_at as "lastLoginAt"`;
/** Taken by what decides over the number of admins. */
export const ADMINS_LOCK = 'select pg_advisory_xact_lock(780, 1)';

export async function isSetUp({ pool }: Pick<Context, 'pool'>): Promise<boolean> {
  const { rows } = await pool.query<{ any: boolean }>('select exists (select from users) as any');
  return rows[0]?.any ?? false;
}

export async function listUsers({ pool }: Context): Promise<User[]> {
  const { rows } = await pool.query<User>(`select ${USER} from users order by email limit 10000`);
  return rows;
}

/** @throws {NotFoundError} */
export async function findUser({ pool }: Pick<Context, 'pool'>, id: string): Promise<User> {
  const { rows } = await pool.query<User>(`select ${USER} from users where id = $1`, [id]);
  if (!rows[0]) throw new NotFoundError('User not found');
  return rows[0];
}

/** The person who asks. @throws {BadRequestError} for programs. */
export function requirePerson({ viewer }: Pick<Context, 'viewer'>): string {
  const id = userIdOf(viewer);
  if (!id) throw new BadRequestError('Only people have an account, and the caller is a program');
  return id;
}

export interface NewUser {
  email: string;
  password?: string | null;
  displayName?: string | null;
  isAdmin?: boolean | null;
}

/** @throws {ConflictError} when the address is taken. */
export async function createUser(context: Context, input: NewUser): Promise<User> {
  refuseWithoutAuth(context);
  const email = checkEmail(input.email);
  if (input.password != null) checkPassword(input.password);
  const id = newId('usr');
  const { rowCount } = await context.pool.query(
    `insert into users (id, email, display_name, password_hash, is_admin, created_at) values ($1, $2, $3, $4, $5, $6) on conflict do nothing`,
    [
      id,
      email,
      nameOf(input.displayName, email),
      input.password == null ? null : await hashPassword(input.password),
      input.isAdmin ?? false,
      Date.now(),
    ],
  );
  if (rowCount === 0) throw new ConflictError('Somebody has this e-mail address already');
  await audit(context, { action: 'user.create', target: id, details: { isAdmin: input.isAdmin ?? false } });
  return findUser(context, id);
}

export interface UserChanges {
  displayName?: string | null;
  isAdmin?: boolean | null;
  isActive?: boolean | null;
  password?: string | null;
  resetTotp?: boolean | null;
}

/** @throws {ConflictError} when no active admin would be left. @throws {NotFoundError} */
export async function updateUser(context: Context, id: string, changes: UserChanges): Promise<User> {
  const { displayName, isAdmin, isActive, password, resetTotp } = changes;
  await findUser(context, id);
  if (password != null) checkPassword(password);
  const hash = password == null ? null : await hashPassword(password);
  await inTransaction(context.pool, async (client) => {
    await client.query(ADMINS_LOCK);
    await client.query(
      `update users set display_name = coalesce($2, display_name), is_admin = coalesce($3, is_admin), is_active = coalesce($4, is_active),
         password_hash = coalesce($5, password_hash), totp_secret = case when $6 then null else totp_secret end,
         totp_active = totp_active and not $6 where id = $1`,
      [id, displayName == null ? null : checkName(displayName), isAdmin ?? null, isActive ?? null, hash, resetTotp ?? false],
    );
    if (resetTotp) await client.query('delete from recovery_codes where user_id = $1', [id]);
    if (hash !== null || isActive === false) await client.query('delete from auth_sessions where user_id = $1', [id]);
    const { rows } = await client.query<{ left: boolean }>('select exists (select from users where is_admin and is_active) as left');
    if (!rows[0]?.left) throw new ConflictError('The last active admin must stay one');
  });
  context.auth.changed();
  const changed = Object.keys(changes).filter((key) => changes[key as keyof UserChanges] != null);
  await audit(context, { action: 'user.update', target: id, details: { changed } });
  return findUser(context, id);
}

/** @throws {UnauthenticatedError} when it is not this person's. */
export async function requirePassword({ pool, auth, caller }: Context, id: string, email: string, password: string): Promise<void> {
  await auth.attempts.count(email, caller.address);
  const { rows } = await pool.query<{ hash: string | null }>('select password_hash as hash from users where id = $1', [id]);
  if (!(await verifyPassword(password, rows[0]?.hash ?? null))) throw new UnauthenticatedError('The password is not right');
  await auth.attempts.succeeded(email, caller.address);
}

/** @throws {BadRequestError} with authentication off, when there is nobody to be. */
export function refuseWithoutAuth({ auth }: Pick<Context, 'auth'>): void {
  if (!auth.config.isEnabled) throw new BadRequestError('Nobody signs in here: authentication is off. Start with AUTH_ENABLED=true');
}

export function checkEmail(text: string): string {
  const email = text.trim().toLowerCase();
  if (email.length > 254 || !/^[^\s@]+@[^\s@]+$/.test(email)) throw invalid('email', 'must be an e-mail address');
  return email;
}

export function nameOf(displayName: string | null | undefined, email: string): string {
  return displayName?.trim() ? checkName(displayName) : (email.split('@')[0] ?? email);
}

function checkName(text: string): string {
  const name = text.trim();
  if (name.length === 0 || name.length > 128) throw invalid('displayName', 'must have 1 to 128 characters');
  return name;
}

function invalid(path: string, rule: string): BadUserInputError {
  return new BadUserInputError(`${path} ${rule}`, [{ path, rule }]);
}
