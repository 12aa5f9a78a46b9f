import { Webhooks } from '@octokit/webhooks';
import type { Pool } from 'pg';
import { BadRequestError, NotFoundError, UnauthenticatedError } from '../errors.ts';
import { newId } from '../ids.ts';
import { toJsonb } from '../store/to-jsonb.ts';

/** Something that GitHub told us. */
export interface Delivery {
  id: string;
  deliveryId: string;
  eventType: string;
  action: string | null;
  installationId: number | null;
  /** `owner/name`. */
  repository: string | null;
  repositoryId: number | null;
  sender: string | null;
  signature: string;
  processed: boolean;
  outcome: string | null;
  problem: string | null;
  /** Epoch milliseconds. */
  receivedAt: number;
  processedAt: number | null;
}

export interface WholeDelivery extends Delivery {
  payload: Record<string, unknown>;
}

/** With its payload if that was read along. */
export type DeliveryView = Delivery & Partial<WholeDelivery>;

export interface IncomingDelivery {
  body: Buffer;
  eventType: string | null;
  deliveryId: string | null;
  signature: string | null;
}

export interface DeliveryFilter {
  eventType: string | null;
  repository: string | null;
  processed: boolean | null;
  limit: number;
  offset: number;
}

const COLUMNS = `id, delivery_id as "deliveryId", event_type as "eventType", action, installation_id as "installationId", repository,
  repository_id as "repositoryId", sender, signature, processed, outcome, problem, received_at as "receivedAt", processed_at as "processedAt"`;

/**
 * Takes in a delivery, once it is sure that GitHub sent it: the signature is over the bytes as they came. One that came before is not
 * stored again.
 * @throws {UnauthenticatedError} for a wrong signature, and when no secret is set to check it with. @throws {BadRequestError}
 */
export async function receiveDelivery(
  pool: Pool,
  secret: string | undefined,
  { body, eventType, deliveryId, signature }: IncomingDelivery,
): Promise<{ delivery: Delivery; isDuplicate: boolean }> {
  if (!secret) throw new UnauthenticatedError('Webhooks need GITHUB_APP_WEBHOOK_SECRET, which is not set');
  const text = body.toString('utf8');
  const isGenuine = signature !== null && (await new Webhooks({ secret }).verify(text, signature).catch(() => false));
  if (!isGenuine) throw new UnauthenticatedError('The signature of the webhook is missing or wrong');
  if (!eventType || !/^[a-z0-9_]{1,64}$/.test(eventType)) throw new BadRequestError('X-GitHub-Event must name the event');
  if (!deliveryId || !/^[\w-]{1,100}$/.test(deliveryId)) throw new BadRequestError('X-GitHub-Delivery must be the id of the delivery');
  const payload = parsePayload(text);
  const { action, installation, repository, sender } = payload as {
    action?: unknown;
    installation?: { id?: unknown };
    repository?: { full_name?: unknown; id?: unknown };
    sender?: { login?: unknown };
  };
  const { rows } = await pool.query<Delivery>(
    `insert into github_deliveries (id, delivery_id, event_type, action, installation_id, repository, repository_id, sender, payload, signature,
       received_at)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (delivery_id) do nothing returning ${COLUMNS}`,
    [
      newId('ghd'),
      deliveryId,
      eventType,
      textOf(action),
      numberOf(installation?.id),
      textOf(repository?.full_name),
      numberOf(repository?.id),
      textOf(sender?.login),
      toJsonb(payload),
      signature,
      Date.now(),
    ],
  );
  if (rows[0]) return { delivery: rows[0], isDuplicate: false };
  const known = await pool.query<Delivery>(`select ${COLUMNS} from github_deliveries where delivery_id = $1`, [deliveryId]);
  return { delivery: known.rows[0] as Delivery, isDuplicate: true };
}

/** Newest first. */
export async function listDeliveries(pool: Pool, { eventType, repository, processed, limit, offset }: DeliveryFilter): Promise<Delivery[]> {
  const { rows } = await pool.query<Delivery>(
    `select ${COLUMNS} from github_deliveries where ($1::text is null or event_type = $1) and ($2::text is null or repository = $2)
       and ($3::boolean is null or processed = $3) order by received_at desc, id desc limit $4 offset $5`,
    [eventType, repository, processed, limit, offset],
  );
  return rows;
}

/** @throws {NotFoundError} */
export async function findDelivery(pool: Pool, id: string): Promise<WholeDelivery> {
  const { rows } = await pool.query<WholeDelivery>(`select ${COLUMNS}, payload from github_deliveries where id = $1`, [id]);
  if (!rows[0]) throw new NotFoundError('Webhook event not found');
  return rows[0];
}

/** Has a delivery worked on again. @throws {NotFoundError} */
export async function replayDelivery(pool: Pool, id: string): Promise<Delivery> {
  const { rows } = await pool.query<Delivery>(
    `update github_deliveries set processed = false, attempts = 0, problem = null, outcome = null where id = $1 returning ${COLUMNS}`,
    [id],
  );
  if (!rows[0]) throw new NotFoundError('Webhook event not found');
  return rows[0];
}

/** The next delivery that waits, for one node; `settle` says what became of it. */
export async function takeDelivery(
  pool: Pool,
  work: (delivery: WholeDelivery) => Promise<string>,
): Promise<{ delivery: WholeDelivery; outcome: string | null } | null> {
  // counted before it is worked on, so that one that kills the server is not tried for ever
  const { rows } = await pool.query<WholeDelivery>(
    `update github_deliveries set attempts = attempts + 1, processed_at = $1::bigint where id = (
       select id from github_deliveries where not processed and attempts < 3 and (processed_at is null or processed_at < $1::bigint - $2::int * attempts)
       order by received_at limit 1 for update skip locked)
     returning ${COLUMNS}, payload`,
    [Date.now(), RETRY_AFTER_MS],
  );
  const [delivery] = rows;
  if (!delivery) return null;
  try {
    const outcome = await work(delivery);
    await pool.query('update github_deliveries set processed = true, outcome = $2, problem = null, processed_at = $3 where id = $1', [
      delivery.id,
      outcome,
      Date.now(),
    ]);
    return { delivery, outcome };
  } catch (error) {
    await pool.query('update github_deliveries set problem = $2, processed = attempts >= 3, processed_at = $3 where id = $1', [
      delivery.id,
      (error as Error).message.slice(0, 1_000),
      Date.now(),
    ]);
    return { delivery, outcome: null };
  }
}

/** A delivery that failed, or whose node was lost, is tried again after so long, times how often it was tried. */
const RETRY_AFTER_MS = 10_000;

function parsePayload(text: string): Record<string, unknown> {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new BadRequestError('The body is not JSON', { cause: error });
  }
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new BadRequestError('The body must be a JSON object');
  return value as Record<string, unknown>;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value.slice(0, 500) : null;
}

function numberOf(value: unknown): number | null {
  return Number.isSafeInteger(value) ? (value as number) : null;
}
