/** Options of `refine` that refuse a text's format. @param format the expected one, for messages */
export const formatRule = (format: string) => ({ params: { rule: 'format' }, message: format });
