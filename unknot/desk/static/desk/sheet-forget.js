// Nobody is signed in here: no sheet stays on this phone.
import { forget } from "./sheet-store.js";

if (window.isSecureContext) forget();
