/** Whether requests may go to plain http and to addresses that are not public: on one's own machine only. */
export const privateTargetsFromEnvironment = (): boolean => process.env.ALLOW_PRIVATE_TARGETS === 'true';
