/** The public page that explains circuit breaks: linked wherever an update is called "Under review". */
export const circuitBreaksPath = '/help/circuit-breaks';
