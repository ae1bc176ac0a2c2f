/** For `refine`: what a text is that is not written as it should be. @param format that it should have, for messages */
export const ofFormat = (format: string) => ({ params: { rule: 'format' }, message: format });
