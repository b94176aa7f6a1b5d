// A photo on its way: made smaller where the browser can, then uploaded.

const LONGEST_SIDE = 2048;

// The id the city keeps it under. Throws an Error whose message is the reason.
export async function upload(file, session) {
  const body = await smaller(file);
  const response = await fetch("channels/web/photos", {
    method: "POST",
    headers: { "X-Text311-Session": session, "Content-Type": body.type || "application/octet-stream" },
    body,
  });
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(answer.reason ?? "failed");
  return answer.media_id;
}

async function smaller(file) {
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(bitmap.width, bitmap.height));
    const canvas = new OffscreenCanvas(bitmap.width * scale, bitmap.height * scale);
    canvas.getContext("2d").drawImage(bitmap, 0, 0, canvas.width, canvas.height);
    return await canvas.convertToBlob({ type: "image/jpeg", quality: 0.85 });
  } catch {
    return file; // an older browser, or no image at all: the city decides
  }
}
