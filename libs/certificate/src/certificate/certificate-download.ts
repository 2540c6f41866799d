import type { FastifyReply } from 'fastify';
import { NotFound } from '#platform/errors';
import type { Storage } from '#platform/storage';

/** The file under a name that says which certificate it is. */
export async function sendCertificate(
  reply: FastifyReply,
  storage: Storage,
  { key, serial }: { key: string; serial: string },
): Promise<Buffer> {
  const content = await storage.read(key).catch((error: NodeJS.ErrnoException) => {
    throw error.code === 'ENOENT' ? new NotFound() : error;
  });
  const name = `giay-chung-nhan-${serial.replace(/[^\w]+/g, '-')}.pdf`;
  reply
    .type('application/pdf')
    .header('content-disposition', `attachment; filename="${name}"`)
    .header('cache-control', 'private, no-store');
  return content;
}
