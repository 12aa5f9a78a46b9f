import { audit } from '../audit/audit-log.ts';
import type { Context } from '../context.ts';
import { BadRequestError, BadUserInputError, ConflictError, ForbiddenError, UnauthenticatedError } from '../errors.ts';
import { newId } from '../ids.ts';
import { rotateColumn } from '../secrets/rotate-column.ts';
import { inTransaction } from '../store/transaction.ts';
import { isOnThisMachine } from './auth.ts';
import { checkPassword, hashPassword, verifyPassword } from './passwords.ts';
import { hashOf, isSame, newOpaqueToken, type Claims } from './tokens.ts';
import { hashRecoveryCode, newRecoveryCodes, newTotp, totpStep } from './totp.ts';
import {
  ADMINS_LOCK,
  checkEmail,
  findUser,
  isSetUp,
  nameOf,
  refuseWithoutAuth,
  requirePassword,
  requirePerson,
  type User,
} from './users.ts';

/** A pair of tokens, and whose they are. */
export interface SignedIn {
  accessToken: string;
  refreshToken: string;
  tokenType: 'Bearer';
  /** Seconds. */
  expiresIn: number;
  user: User;
  remainingRecoveryCodes?: number;
}

/** The password is right, and there is a second factor. */
export interface TotpChallenge {
  requiresTOTP: true;
  pendingToken: string;
}

const PENDING_SECONDS = 5 * 60;
const TICKET_SECONDS = 60;
const REFRESH_TOKEN_BYTES = 48;
/** For everything that can be wrong with a login. */
const WRONG = 'Invalid email or password';

export interface SetUpInput {
  email: string;
  password: string;
  displayName?: string | null;
}

/**
 * Makes the first person, an admin. Of two at a time one wins.
 * @throws {ForbiddenError} from another machine without the token that was printed at the start. @throws {ConflictError} when there is anybody.
 */
export async function setUp(context: Context, input: SetUpInput, setupToken: string | null): Promise<SignedIn> {
  const { pool } = context;
  refuseWithoutAuth(context);
  if (await isSetUp(context)) throw new ConflictError('This server is set up already; sign in');
  refuseStranger(context, setupToken);
  const email = checkEmail(input.email);
  checkPassword(input.password);
  const id = newId('usr');
  const hash = await hashPassword(input.password);
  await inTransaction(pool, async (client) => {
    await client.query(ADMINS_LOCK);
    const { rowCount } = await client.query(
      `insert into users (id, email, display_name, password_hash, is_admin, created_at)
       select $1, $2, $3, $4, true, $5 where not exists (select from users)`,
      [id, email, nameOf(input.displayName, email), hash, Date.now()],
    );
    if (rowCount === 0) throw new ConflictError('This server is set up already; sign in');
  });
  await audit({ ...context, viewer: { ...context.viewer, id } }, { action: 'user.setup', target: id });
  return openSession(context, id);
}

/** Who may make the first admin. @throws {ForbiddenError} from another machine without the token that was printed at the start. */
export function refuseStranger({ auth, caller }: Pick<Context, 'auth' | 'caller'>, setupToken: string | null): void {
  if (!isOnThisMachine(caller) && !(setupToken && isSame(setupToken, auth.setupToken)))
    throw new ForbiddenError('Set up from the machine that the server runs on, or with the setupToken that it printed at its start');
}

/** @throws {UnauthenticatedError} alike for a wrong address, a wrong password and an account that was closed. @throws {RateLimitedError} */
export async function login(context: Context, address: string, password: string): Promise<SignedIn | TotpChallenge> {
  const { auth, caller, pool } = context;
  refuseWithoutAuth(context);
  const email = address.trim().toLowerCase().slice(0, 254);
  await auth.attempts.count(email, caller.address);
  const { rows } = await pool.query<{ id: string; hash: string | null; isActive: boolean; hasTotp: boolean }>(
    'select id, password_hash as hash, is_active as "isActive", totp_active as "hasTotp" from users where email = $1',
    [email],
  );
  const user = rows[0];
  const isRight = await verifyPassword(password, user?.hash ?? null);
  if (!user || !isRight || !user.isActive) {
    await audit(context, { action: 'login.failed', target: user?.id ?? 'unknown' });
    throw new UnauthenticatedError(WRONG);
  }
  await auth.attempts.succeeded(email, caller.address);
  return admit(context, user);
}

/** Signs a person in who proved who they are, unless a second factor is still missing. */
export async function admit(context: Context, { id, hasTotp }: { id: string; hasTotp: boolean }): Promise<SignedIn | TotpChallenge> {
  if (!hasTotp) return openSession(context, id);
  const pendingToken = await context.auth.tokens.sign({ sub: id, type: 'pending_totp' }, PENDING_SECONDS);
  return { requiresTOTP: true, pendingToken };
}

/** @throws {UnauthenticatedError} for a challenge that is over, and for a wrong code. */
export async function loginWithTotp(context: Context, pendingToken: string, code: string): Promise<SignedIn> {
  const { user } = await challenged(context, pendingToken);
  await requireCode(context, user, code);
  return openSession(context, user.id);
}

/** @throws {UnauthenticatedError} for a challenge that is over, and for a code that is wrong or was used. */
export async function loginWithRecoveryCode(context: Context, pendingToken: string, code: string): Promise<SignedIn> {
  const { pool, auth, caller } = context;
  const { user } = await challenged(context, pendingToken);
  await auth.attempts.count(user.email, caller.address);
  const { rowCount } = await pool.query('update recovery_codes set used_at = $3 where user_id = $1 and hash = $2 and used_at is null', [
    user.id,
    await hashRecoveryCode(user.id, code),
    Date.now(),
  ]);
  if (rowCount === 0) throw new UnauthenticatedError('The code is not right');
  await auth.attempts.succeeded(user.email, caller.address);
  await audit(asUser(context, user.id), { action: 'login.recovery', target: user.id });
  const { rows } = await pool.query<{ left: number }>(
    'select count(*)::int as left from recovery_codes where user_id = $1 and used_at is null',
    [user.id],
  );
  return { ...(await openSession(context, user.id)), remainingRecoveryCodes: rows[0]?.left ?? 0 };
}

async function challenged(context: Context, pendingToken: string): Promise<{ user: User }> {
  const { sub, type } = await verified(context, pendingToken);
  if (type !== 'pending_totp') throw new BadRequestError('pendingToken must be the one that login answered');
  const user = await findUser(context, sub);
  if (!user.isActive) throw new UnauthenticatedError(WRONG);
  if (!user.totpEnabled) throw new BadRequestError('There is no second factor for this account');
  return { user };
}

function verified({ auth }: Context, token: string): Promise<Claims> {
  refuseWithoutAuth({ auth });
  return auth.tokens.verify(token);
}

/** A new session of a person and its first pair of tokens. */
async function openSession(context: Context, userId: string): Promise<SignedIn> {
  const { pool, caller, auth } = context;
  const id = newId('ses');
  const now = Date.now();
  const ends = now + auth.config.refreshTtlSeconds * 1_000;
  const refreshToken = newOpaqueToken(REFRESH_TOKEN_BYTES);
  await pool.query(
    `with session as (
       insert into auth_sessions (id, user_id, created_at, expires_at, address, user_agent) values ($1, $2, $3, $4, $5, $6) returning id),
     seen as (update users set last_login_at = $3 where id = $2),
     over as (delete from auth_sessions where expires_at < $3)
     insert into refresh_tokens (hash, session_id, expires_at) select $7, id, $4 from session`,
    [id, userId, now, ends, caller.address, caller.userAgent?.slice(0, 256) ?? null, hashOf(refreshToken)],
  );
  await audit(asUser(context, userId), { action: 'login', target: userId });
  return pairOf(context, userId, id, refreshToken);
}

/** A pair of tokens of a session that was opened before. */
async function goOn(context: Context, userId: string, sessionId: string): Promise<SignedIn> {
  const refreshToken = newOpaqueToken(REFRESH_TOKEN_BYTES);
  const ends = Date.now() + context.auth.config.refreshTtlSeconds * 1_000;
  const { rowCount } = await context.pool.query(
    `with longer as (update auth_sessions set expires_at = $3 where id = $1 returning id)
     insert into refresh_tokens (hash, session_id, expires_at) select $2, id, $3 from longer`,
    [sessionId, hashOf(refreshToken), ends],
  );
  if (rowCount === 0) return openSession(context, userId); // it ended at this moment
  return pairOf(context, userId, sessionId, refreshToken);
}

async function pairOf(context: Context, userId: string, sessionId: string, refreshToken: string): Promise<SignedIn> {
  const { auth } = context;
  const user = await findUser(context, userId);
  const expiresIn = auth.config.accessTtlSeconds;
  const { email, isAdmin, totpEnabled } = user;
  const claims: Claims = {
    sub: userId,
    type: 'access',
    credential: `session:${sessionId}`,
    email,
    is_admin: isAdmin,
    totp_verified: totpEnabled,
  };
  return { accessToken: await auth.tokens.sign(claims, expiresIn), refreshToken, tokenType: 'Bearer', expiresIn, user };
}

/**
 * The next pair. A refresh token is good for once: when one comes again, somebody else has it too, and the session ends for both
 * (RFC 9700, section 4.14.2).
 * @throws {UnauthenticatedError}
 */
export async function refreshSession(context: Context, refreshToken: string): Promise<SignedIn> {
  const { pool, auth } = context;
  if (!auth.config.isEnabled) throw new UnauthenticatedError('Nobody signs in here: authentication is off');
  const now = Date.now();
  const hash = hashOf(refreshToken);
  const next = newOpaqueToken(REFRESH_TOKEN_BYTES);
  const ends = now + auth.config.refreshTtlSeconds * 1_000;
  const { rows } = await pool.query<{ sessionId: string; userId: string }>(
    `with spent as (
       update refresh_tokens t set used_at = $2 from auth_sessions s join users u on u.id = s.user_id
       where t.hash = $1 and t.used_at is null and t.expires_at > $2 and s.id = t.session_id and u.is_active
       returning s.id as session_id, u.id as user_id),
     longer as (update auth_sessions set expires_at = $3 where id in (select session_id from spent)),
     added as (insert into refresh_tokens (hash, session_id, expires_at) select $4, session_id, $3 from spent),
     over as (delete from refresh_tokens where session_id in (select session_id from spent) and expires_at < $2)
     select session_id as "sessionId", user_id as "userId" from spent`,
    [hash, now, ends, hashOf(next)],
  );
  if (rows[0]) return pairOf(context, rows[0].userId, rows[0].sessionId, next);
  const reused = await pool.query<{ userId: string }>(
    `delete from auth_sessions where id = (select session_id from refresh_tokens where hash = $1 and used_at is not null) returning user_id as "userId"`,
    [hash],
  );
  if (reused.rows[0]) {
    auth.changed();
    await audit(asUser(context, reused.rows[0].userId), { action: 'login.reuse', target: reused.rows[0].userId });
  }
  throw new UnauthenticatedError('The refresh token is not valid; sign in again');
}

/** Ends the session that a refresh token belongs to; one that is not known, or not of the caller, changes nothing. */
export async function logout(context: Context, refreshToken: string): Promise<void> {
  await context.pool.query(
    'delete from auth_sessions where user_id = $2 and id = (select session_id from refresh_tokens where hash = $1)',
    [hashOf(refreshToken), context.viewer.id],
  );
  context.auth.changed();
}

export async function logoutEverywhere(context: Context): Promise<void> {
  const id = requirePerson(context);
  await context.pool.query('delete from auth_sessions where user_id = $1', [id]);
  context.auth.changed();
  await audit(context, { action: 'login.end', target: id });
}

/** Ends all other sessions of the caller; their own goes on with a new pair of tokens. @throws {UnauthenticatedError} for a wrong password. */
export async function changePassword(context: Context, current: string, wanted: string): Promise<SignedIn> {
  const { pool, viewer } = context;
  const id = requirePerson(context);
  const { email } = await findUser(context, id);
  checkPassword(wanted, 'newPassword');
  await requirePassword(context, id, email, current);
  const hash = await hashPassword(wanted);
  const own = viewer.credential?.startsWith('session:') ? viewer.credential.slice('session:'.length) : null;
  await inTransaction(pool, async (client) => {
    await client.query('update users set password_hash = $2 where id = $1', [id, hash]);
    await client.query('delete from auth_sessions where user_id = $1 and id is distinct from $2', [id, own]);
    await client.query('delete from refresh_tokens where session_id = $1', [own]);
  });
  context.auth.changed();
  await audit(context, { action: 'user.password', target: id });
  return own === null ? openSession(context, id) : goOn(context, id, own);
}

/** A token for one address, of the same credential as the caller's own. With authentication off it says nothing, and nothing asks for it. */
export async function createTicket({ auth, viewer }: Context): Promise<{ ticket: string; expiresIn: number }> {
  const credential = viewer.credential && { credential: viewer.credential };
  return { ticket: await auth.tokens.sign({ sub: viewer.id, type: 'ticket', ...credential }, TICKET_SECONDS), expiresIn: TICKET_SECONDS };
}

/** @throws {ConflictError} when there is one already. */
export async function startTotp(context: Context): Promise<{ secret: string; provisioningUri: string }> {
  const user = await findUser(context, requirePerson(context));
  if (user.totpEnabled) throw new ConflictError('There is a second factor already; disable it first');
  const made = newTotp(user.email, context.auth.config.totpIssuer);
  await context.pool.query('update users set totp_secret = $2, totp_last_step = 0 where id = $1 and not totp_active', [
    user.id,
    context.cipher.encrypt(made.secret, totpRecord(user.id)),
  ]);
  return made;
}

/** @throws {BadRequestError} for a wrong code, or when nothing was begun. */
export async function confirmTotp(context: Context, code: string): Promise<string[]> {
  const user = await findUser(context, requirePerson(context));
  if (user.totpEnabled) throw new ConflictError('There is a second factor already');
  if (!(await useCode(context, user.id, code))) throw new BadRequestError('The code is not right, or no set-up was begun');
  await context.pool.query('update users set totp_active = true where id = $1', [user.id]);
  await audit(context, { action: 'totp.enable', target: user.id });
  return replaceRecoveryCodes(context, user.id);
}

/** @throws {UnauthenticatedError} for a wrong password or code. */
export async function disableTotp(context: Context, proof: { password: string | null; totpCode: string | null }): Promise<void> {
  const user = await findUser(context, requirePerson(context));
  if (!user.totpEnabled) throw new BadRequestError('There is no second factor for this account');
  if (proof.password !== null) await requirePassword(context, user.id, user.email, proof.password);
  else if (proof.totpCode !== null) await requireCode(context, user, proof.totpCode);
  else
    throw new BadUserInputError('password or totpCode must be given', [{ path: 'password', rule: 'password or totpCode must be given' }]);
  await context.pool.query('update users set totp_secret = null, totp_active = false where id = $1', [user.id]);
  await context.pool.query('delete from recovery_codes where user_id = $1', [user.id]);
  await audit(context, { action: 'totp.disable', target: user.id });
}

export async function renewRecoveryCodes(context: Context, code: string): Promise<string[]> {
  const user = await findUser(context, requirePerson(context));
  if (!user.totpEnabled) throw new BadRequestError('There is no second factor for this account');
  await requireCode(context, user, code);
  return replaceRecoveryCodes(context, user.id);
}

async function replaceRecoveryCodes(context: Context, userId: string): Promise<string[]> {
  const codes = newRecoveryCodes();
  const hashes = await Promise.all(codes.map((code) => hashRecoveryCode(userId, code)));
  await context.pool.query('delete from recovery_codes where user_id = $1', [userId]);
  await context.pool.query('insert into recovery_codes (user_id, hash) select $1, unnest($2::text[])', [userId, hashes]);
  await audit(context, { action: 'totp.codes', target: userId });
  return codes;
}

async function requireCode(context: Context, user: User, code: string): Promise<void> {
  await context.auth.attempts.count(user.email, context.caller.address);
  if (!(await useCode(context, user.id, code))) throw new UnauthenticatedError('The code is not right');
  await context.auth.attempts.succeeded(user.email, context.caller.address);
}

/** Whether a code is right; it is not a second time, not even for two at once. */
async function useCode({ pool, cipher }: Context, userId: string, code: string): Promise<boolean> {
  const { rows } = await pool.query<{ secret: string | null; lastStep: number }>(
    'select totp_secret as secret, totp_last_step::float8 as "lastStep" from users where id = $1',
    [userId],
  );
  const { secret, lastStep } = rows[0] ?? { secret: null, lastStep: 0 };
  const step = secret === null ? null : totpStep(cipher.decrypt(secret, totpRecord(userId)), code, lastStep, Date.now());
  if (step === null) return false;
  const { rowCount } = await pool.query('update users set totp_last_step = $2 where id = $1 and totp_last_step < $2', [userId, step]);
  return rowCount === 1;
}

/** What the secret of an authenticator app is encrypted as. */
function totpRecord(userId: string): string {
  return `users.totp_secret:${userId}`;
}

/** Encrypts anew what an earlier key closed. @returns how many. */
export function rotateTotpSecrets({ pool, cipher }: Pick<Context, 'pool' | 'cipher'>): Promise<number> {
  return rotateColumn(pool, cipher, { table: 'users', column: 'totp_secret', recordOf: totpRecord });
}

function asUser(context: Context, id: string): Context {
  return { ...context, viewer: { ...context.viewer, id } };
}
