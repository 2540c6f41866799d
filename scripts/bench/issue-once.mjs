/** `issue-once.mjs CLASS`: starts issuing for a class, as a registrar's click does; a worker runs it. */
import { openBuilt } from './application.mjs';

const { built, get, close } = await openBuilt();
const { ClassIssuance } = await built('libs/certificate/src/index.js');
const began = Date.now();
await get(ClassIssuance).start(process.argv[2], false, null);
console.log(JSON.stringify({ began }));
await close();
