/** Bytes of a form or JSON body. */
export const BODY_LIMIT = 1024 * 1024;
/** Bytes of one uploaded file. */
export const UPLOAD_LIMIT = 25 * 1024 * 1024;
