/** The number of the protocol. A relay of version N serves clients of N and N − 1 [SYN6]. */
export const protocolVersion = 1
export const oldestServedVersion = 1
