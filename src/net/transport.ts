import { lookup } from 'node:dns/promises';
import { BadUserInputError } from '../errors.ts';
import { addressFilter } from './guarded-fetch.ts';

const isPublic = addressFilter([]);

/**
 * What carries secrets is encrypted on its way over networks of others: http is for addresses that are not public. Whether those may be
 * reached at all is for the guarded fetch to say.
 * @throws {BadUserInputError} for http to a name that leads to a public address, or nowhere; the field's name is in the message.
 */
export async function checkTransport({ protocol, hostname }: URL, field: string): Promise<void> {
  if (protocol === 'https:') return;
  const addresses = await lookup(hostname.replace(/^\[|\]$/g, ''), { all: true }).catch(() => []);
  if (addresses.length > 0 && addresses.every(({ address }) => !isPublic(address))) return;
  const rule = 'must be an https URL; only loopback and private addresses may go without';
  throw new BadUserInputError(`${field} ${rule}`, [{ path: field, rule }]);
}
