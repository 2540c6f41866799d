import { Injectable } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { DomainError, Forbidden, InvalidInput } from '#platform/errors';
import { Cookies } from './cookies.js';

export interface Upload {
  fields: Record<string, string>;
  /** The one file of the form, or null when none was chosen. Its name is what the sender says: never a path. */
  file: { name: string; content: Buffer } | null;
}

/** Reads multipart forms. Their token is a field of the body, so it is checked here and not in the guard. */
@Injectable()
export class Uploads {
  constructor(private readonly cookies: Cookies) {}

  /** At most one file, of at most UPLOAD_LIMIT bytes. Throws a refusal when too large or from a foreign page. */
  async read(request: FastifyRequest): Promise<Upload> {
    if (!request.isMultipart()) throw new InvalidInput([{ field: 'file', code: 'upload.not-multipart' }]);
    const upload: Upload = { fields: {}, file: null };
    try {
      for await (const part of request.parts()) {
        if (part.type === 'field') upload.fields[part.fieldname] = String(part.value);
        else {
          const content = await part.toBuffer();
          if (content.length > 0) upload.file = { name: baseName(part.filename), content };
        }
      }
    } catch (error) {
      if ((error as { statusCode?: number }).statusCode === 413)
        throw new DomainError('upload.too-large', {}, 413);
      throw error;
    }
    const token = request.headers['x-csrf-token'] ?? upload.fields['_csrf'];
    if (!this.cookies.csrfMatches(request, token)) throw new Forbidden('csrf');
    delete upload.fields['_csrf'];
    return upload;
  }
}

const baseName = (name: string): string => (name.split(/[\\/]/).pop() ?? '').normalize('NFC').slice(0, 200);
